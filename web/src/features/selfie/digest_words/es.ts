import type { DigestWords } from "../digest_words";

export default {
  title: "Novedades por correo",
  hint: "Un correo cuando haya más fotos tuyas, como mucho dos al día. Tu dirección se borra con tu código facial.",
  ask: "Avisarme por correo",
  granted: "Los correos sobre más fotos tuyas van a {email}.",
  stop: "No más correos",
  stopText: "Se borra tu dirección y no llegan más correos de este evento sobre fotos tuyas.",
  stopped: "Hecho. No llegarán más correos como este.",
  broken: "Este enlace está incompleto. Ábrelo otra vez desde el correo.",
  wrong: "Esto no es una dirección de correo.",
  often: "Esta dirección ya se ha indicado varias veces hoy. Inténtalo mañana.",
} satisfies DigestWords;
