const form = document.forms.passkey;
form.addEventListener("submit", async (event) => {
  if (event.submitter.name === "notNow") return;
  event.preventDefault();
  const alert = document.getElementById("passkeyError");
  alert.hidden = true;
  try {
    const options = JSON.parse(form.dataset.options);
    const credential = form.dataset.ceremony === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    alert.textContent = error.message;
    alert.hidden = false;
  }
});
