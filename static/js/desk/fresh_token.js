// Signing in gives the browser a new token. A form that was opened before still bears the old one: it is sent with the
// new one, so that what was typed before the session ended is not refused once more.
document.addEventListener("submit", (event) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const field = event.target.querySelector("[name=csrfmiddlewaretoken]");
  if (token && field) field.value = token;
}, { capture: true });
