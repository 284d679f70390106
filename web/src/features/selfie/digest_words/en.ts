export default {
  title: "News by mail",
  hint: "A mail when there are more photos of you, twice a day at most. Your address is deleted with your face code.",
  ask: "Mail me",
  granted: "Mails about more photos of you go to {email}.",
  stop: "No more mails",
  stopText: "Your address is deleted, and no more mails about photos of you come from this event.",
  stopped: "Done. No more of these mails will come.",
  broken: "This link is not whole. Please open it from the mail once more.",
  wrong: "This is not a mail address.",
  often: "This address was named several times today. Please try again tomorrow.",
};
