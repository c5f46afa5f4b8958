// On the page of the style: what has data-state="hover" looks as it would under the mouse.
for (const sheet of document.styleSheets) {
  for (const rule of [...sheet.cssRules]) {
    const shown = rule.selectorText?.replaceAll(/:(hover|focus-visible)/g, "[data-state~=$1]");
    if (shown && shown !== rule.selectorText) sheet.insertRule(`${shown} { ${rule.style.cssText} }`, sheet.cssRules.length);
  }
}
