import type { DigestWords } from "../digest_words";

export default {
  title: "Des nouvelles par e-mail",
  hint: "Un e-mail quand il y a d’autres photos de vous, deux fois par jour au plus. Votre adresse est supprimée avec votre code de visage.",
  ask: "M’avertir par e-mail",
  granted: "Les e-mails sur d’autres photos de vous vont à {email}.",
  stop: "Plus d’e-mails",
  stopText: "Votre adresse est supprimée et cet événement n’envoie plus d’e-mails sur des photos de vous.",
  stopped: "C’est fait. Ces e-mails ne viendront plus.",
  broken: "Ce lien est incomplet. Ouvrez-le encore une fois depuis l’e-mail.",
  wrong: "Ce n’est pas une adresse e-mail.",
  often: "Cette adresse a déjà été indiquée plusieurs fois aujourd’hui. Réessayez demain.",
} satisfies DigestWords;
