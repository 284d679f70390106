import type { PasswordWords } from "../words";

export default {
  title: "Escolher uma nova palavra-passe",
  lead: "Indique o e-mail da sua conta. Uma ligação para escolher uma nova palavra-passe chega por e-mail.",
  send: "Enviar a ligação",
  sentTitle: "Veja o seu e-mail",
  sent: "Se {email} tem aqui uma conta, a ligação vai a caminho. Funciona uma vez, durante uma hora.",
  sentHint: "Nada ao fim de alguns minutos? Veja também na pasta de spam.",
  off: "Este Snapory não envia e-mails. Quem o gere pode definir-lhe uma nova palavra-passe.",
  often: "Já foi enviada uma ligação várias vezes. Espere uma hora.",
  password: "Nova palavra-passe",
  save: "Guardar a palavra-passe",
  weak: "Escolha uma palavra-passe mais longa.",
  expired: "Esta ligação já foi usada ou tem mais de uma hora.",
  again: "Pedir uma nova ligação",
  savedTitle: "A sua nova palavra-passe está guardada",
  saved: "A sua sessão terminou em todo o lado. Entre agora com ela.",
} satisfies PasswordWords;
