// Says names by a voice of the reader's own machine: one that goes over the network would tell others of it. Voices come
// late, and call themselves in many ways; Hong Kong hears Cantonese.

const buttons = document.querySelectorAll("[data-hear]");
const [hongKong, others] = [/^(zh[-_](.*[-_])?hk|yue)/i, /^(zh|cmn)(?![-_](.*[-_])?hk)/i];
const language = (tag) => tag.split(/[-_]/)[0].toLowerCase();

function voiceFor(tag) {
  const isSaidBy = ({ lang }) =>
    /^zh/.test(tag) ? (/-HK$/.test(tag) ? hongKong : others).test(lang) : language(lang) === language(tag);
  const fit = speechSynthesis.getVoices().filter((voice) => voice.localService && isSaidBy(voice));
  // Taiwan reads some characters in its own way: its voice is the first there.
  const [, region] = tag.match(/-([A-Z]{2})$/) ?? [];
  return fit.find(({ lang }) => region && lang.endsWith(region)) ?? fit[0];
}

function offer() {
  for (const button of buttons) {
    // What has a reading is what one would hear.
    const line = button.parentElement;
    const reading = line.querySelector(".reading");
    const name = reading?.previousElementSibling ?? line.querySelector("strong");
    const voice = voiceFor(name.closest("[lang]").lang);
    button.hidden = !voice;
    button.onclick = () => {
      const said = new SpeechSynthesisUtterance(name.textContent);
      [said.voice, said.lang, said.rate] = [voice, voice.lang, 0.8];
      speechSynthesis.cancel();
      speechSynthesis.speak(said);
    };
  }
}

offer();
speechSynthesis.addEventListener?.("voiceschanged", offer);
