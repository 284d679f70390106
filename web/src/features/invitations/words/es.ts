import type { InvitationWords } from "../words";

export default {
  title: "Invitar por correo",
  text: "Cada dirección recibe un solo correo con el enlace y el código. Nadie ve a quién más se invita.",
  addresses: "Direcciones de correo",
  hint: "Pégalas como estén: una por línea, con comas o con nombres.",
  language: "Idioma de los correos",
  send: "Enviar invitaciones",
  sendTo: "Enviar {count} invitaciones",
  waiting: "Pendiente de envío",
  sent: "Enviada",
  failed: "No se pudo enviar",
  forget: "Olvidar",
  wrong: "Una de ellas no es una dirección de correo.",
  closed: "Los invitados no pueden ver este evento ahora. Ábrelo antes en los ajustes.",
  often: "Por hoy es suficiente. Continúa mañana.",
} satisfies InvitationWords;
