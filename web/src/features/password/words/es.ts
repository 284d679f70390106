import type { PasswordWords } from "../words";

export default {
  title: "Elige una contraseña nueva",
  lead: "Escribe el correo de tu cuenta. Te llegará un enlace para elegir una contraseña nueva.",
  send: "Enviar el enlace",
  sentTitle: "Mira tu correo",
  sent: "Si {email} tiene una cuenta aquí, el enlace está en camino. Funciona una sola vez, durante una hora.",
  sentHint: "¿No ha llegado en unos minutos? Mira también en la carpeta de spam.",
  off: "Este Snapory no envía correos. La persona que lo gestiona puede ponerte una contraseña nueva.",
  often: "Ya se ha enviado un enlace varias veces. Espera una hora.",
  password: "Contraseña nueva",
  save: "Guardar la contraseña",
  weak: "Elige una contraseña más larga.",
  expired: "Este enlace ya se ha usado o tiene más de una hora.",
  again: "Pedir otro enlace",
  savedTitle: "Tu contraseña nueva está guardada",
  saved: "Se ha cerrado tu sesión en todas partes. Inicia sesión con ella.",
} satisfies PasswordWords;
