const shown = document.getElementById("shown");
const words = shown.querySelector(".words");
document.addEventListener("click", (event) => {
  const cite = event.target.closest("a.cite");
  if (cite && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const source = document.getElementById(cite.hash.slice(1));
    words.replaceChildren(...source.cloneNode(true).childNodes);
    document.getElementById("shown-title").textContent = "Source " + cite.textContent;
    shown.querySelector(".where a").hash = cite.hash;
    event.preventDefault();
    shown.showModal();
    words.scrollTop = words.querySelector("mark").offsetTop - words.offsetTop - 80;
  } else if (event.target === shown || event.target.closest("#shown button, #shown a")) {
    shown.close();
  }
});
