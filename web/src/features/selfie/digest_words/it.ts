import type { DigestWords } from "../digest_words";

export default {
  title: "Novità per e-mail",
  hint: "Un’e-mail quando ci sono altre foto di te, al massimo due volte al giorno. Il tuo indirizzo è cancellato insieme al codice del volto.",
  ask: "Avvisami per e-mail",
  granted: "Le e-mail su altre foto di te vanno a {email}.",
  stop: "Niente più e-mail",
  stopText: "Il tuo indirizzo è cancellato e da questo evento non arrivano più e-mail su foto di te.",
  stopped: "Fatto. Queste e-mail non arriveranno più.",
  broken: "Questo link è incompleto. Aprilo di nuovo dall’e-mail.",
  wrong: "Questo non è un indirizzo e-mail.",
  often: "Questo indirizzo è già stato indicato più volte oggi. Riprova domani.",
} satisfies DigestWords;
