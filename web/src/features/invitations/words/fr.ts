import type { InvitationWords } from "../words";

export default {
  title: "Inviter par e-mail",
  text: "Chaque adresse reçoit un seul e-mail avec le lien et le code. Personne ne voit qui d’autre est invité.",
  addresses: "Adresses e-mail",
  hint: "Collez-les telles quelles : une par ligne, avec des virgules ou avec les noms.",
  language: "Langue des e-mails",
  send: "Envoyer les invitations",
  sendTo: "Envoyer {count} invitations",
  waiting: "En attente d’envoi",
  sent: "Envoyée",
  failed: "N’a pas pu être envoyée",
  forget: "Oublier",
  wrong: "L’une d’elles n’est pas une adresse e-mail.",
  closed:
    "Les invités ne peuvent pas voir cet événement pour l’instant. Ouvrez-le d’abord dans les réglages.",
  often: "C’est assez pour aujourd’hui. Continuez demain.",
} satisfies InvitationWords;
