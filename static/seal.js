// Seals a few bytes to a public key with WebCrypto, as app/envelope.py describes; what it sets is window.envelope.
(() => {
  "use strict";

  const LABEL = "vaeksthus envelope 1";
  const SIZE = 256;
  const KEY = 32;
  const NONCE = 12;
  const CURVE = { name: "ECDH", namedCurve: "P-256" };

  // Browsers give WebCrypto only to pages that nobody can have changed on the way: https, or this machine itself.
  const possible = () => window.isSecureContext && Boolean(window.crypto && window.crypto.subtle);

  const joined = (...parts) => {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };

  const textOf = (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");

  const bytesOf = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

  // The text of an envelope of this content. It has the same length whatever the content; a longer content is refused.
  const seal = async (publicKey, content, { size = SIZE, about = "" } = {}) => {
    if (content.length >= size) throw new RangeError(`the content has ${content.length} bytes; ${size - 1} fit in`);
    const subtle = window.crypto.subtle;
    const recipient = bytesOf(publicKey);
    const theirs = await subtle.importKey("raw", recipient, CURVE, false, []);
    const own = await subtle.generateKey(CURVE, false, ["deriveBits"]);
    const point = new Uint8Array(await subtle.exportKey("raw", own.publicKey));
    const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
    const stretched = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
    const how = {
      name: "HKDF",
      hash: "SHA-256",
      salt: joined(point, recipient),
      info: new TextEncoder().encode(LABEL + about),
    };
    const both = new Uint8Array(await subtle.deriveBits(how, stretched, (KEY + NONCE) * 8));
    const key = await subtle.importKey("raw", both.slice(0, KEY), "AES-GCM", false, ["encrypt"]);
    const padded = new Uint8Array(size);
    padded.set(content);
    padded[content.length] = 0x80;
    const sealed = await subtle.encrypt({ name: "AES-GCM", iv: both.slice(KEY) }, key, padded);
    return textOf(joined(point, new Uint8Array(sealed)));
  };

  // The envelope of an answer: for each question 1 (best) to 5, or null where it was skipped. No answers at all, by
  // refusal or because nobody came back, is an envelope like any other.
  const ballot = (sheet, answers) => {
    const said = answers && answers.some((answer) => answer !== null) ? answers : null;
    const content = JSON.stringify({ centre: sheet.centre_id, effort: sheet.effort_id, answers: said });
    return seal(sheet.public_key, new TextEncoder().encode(content), { about: sheet.about });
  };

  window.envelope = { possible, seal, ballot };
})();
