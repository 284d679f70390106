import type { DigestWords } from "../digest_words";

export default {
  title: "Neues per Mail",
  hint: "Eine Mail, wenn es mehr Fotos von dir gibt, höchstens zweimal am Tag. Deine Adresse wird mit deinem Gesichtscode gelöscht.",
  ask: "Benachrichtigen",
  granted: "Mails über weitere Fotos von dir gehen an {email}.",
  stop: "Keine Mails mehr",
  stopText: "Deine Adresse wird gelöscht, und von diesem Event kommen keine Mails über Fotos von dir mehr.",
  stopped: "Erledigt. Solche Mails kommen nicht mehr.",
  broken: "Dieser Link ist nicht vollständig. Öffne ihn bitte noch einmal aus der Mail.",
  wrong: "Das ist keine E-Mail-Adresse.",
  often: "Diese Adresse wurde heute schon mehrmals angegeben. Versuche es bitte morgen wieder.",
} satisfies DigestWords;
