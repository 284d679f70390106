import type { PasswordWords } from "../words";

export default {
  title: "Choisir un nouveau mot de passe",
  lead: "Saisissez l’e-mail de votre compte. Un lien pour choisir un nouveau mot de passe arrive par e-mail.",
  send: "Envoyer le lien",
  sentTitle: "Regardez vos e-mails",
  sent: "Si {email} a un compte ici, un lien est en route. Il fonctionne une seule fois, pendant une heure.",
  sentHint: "Rien après quelques minutes ? Regardez aussi dans les indésirables.",
  off: "Ce Snapory n’envoie pas d’e-mails. La personne qui le gère peut vous définir un nouveau mot de passe.",
  often: "Un lien a déjà été envoyé plusieurs fois. Patientez une heure.",
  password: "Nouveau mot de passe",
  save: "Enregistrer le mot de passe",
  weak: "Choisissez un mot de passe plus long.",
  expired: "Ce lien a déjà servi, ou date de plus d’une heure.",
  again: "Demander un nouveau lien",
  savedTitle: "Votre nouveau mot de passe est enregistré",
  saved: "Vous avez été déconnecté partout. Connectez-vous maintenant avec lui.",
} satisfies PasswordWords;
