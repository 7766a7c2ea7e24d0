// Passkeys where the browser knows them; a failure is said in words on the page.
const error = document.getElementById("passkey_error");
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
} else {
  for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = false;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (error) { error.hidden = false; error.focus(); }
});
