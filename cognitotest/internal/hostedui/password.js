for (const form of document.forms) {
  const fields = form.querySelectorAll("input[type=password]");
  const button = form.querySelector(".show-password");
  if (button) {
    const show = button.textContent;
    const setShown = (shown) => {
      for (const field of fields) field.type = shown ? "text" : "password";
      button.textContent = shown ? button.dataset.hide : show;
    };
    button.hidden = false;
    button.addEventListener("click", () => setShown(fields[0].type === "password"));
    // A browser stores and completes a password only in a field of this type.
    form.addEventListener("submit", () => setShown(false));
  }
  const mark = (item, met) => {
    const sign = item.firstElementChild;
    item.classList.toggle("passwordCheck-valid-customizable", met === true);
    item.classList.toggle("passwordCheck-notValid-customizable", met === false);
    sign.textContent = met === undefined ? "" : met ? "✓" : "✖";
    sign.setAttribute("aria-label", met ? item.parentElement.dataset.met : item.parentElement.dataset.unmet);
    sign.toggleAttribute("hidden", met === undefined);
  };
  const requirements = form.querySelectorAll(".requirements li");
  const check = () => {
    const password = fields[0].value;
    for (const item of requirements) {
      const met = item.dataset.pattern ? new RegExp(item.dataset.pattern, "su").test(password) : password === fields[1].value;
      mark(item, password === "" ? undefined : met);
    }
  };
  if (requirements.length) for (const field of fields) field.addEventListener("input", check);
}
