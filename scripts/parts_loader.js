// Goes into the module that loads the parts of the dashboard's code (scripts/parts.mjs puts it there, below PACKS: each
// pack's address, and where in it each piece lies).

/** Packs that were asked for: the promises of their bytes, by address. */
const asked = new Map();

function ask(pack) {
    if (asked.has(pack)) return;
    const bytes = fetch(new URL(pack, import.meta.url)).then((answer) => {
        if (!answer.ok) throw new Error(`${pack}: ${answer.status}`);
        return answer.arrayBuffer();
    });
    bytes.catch(() => asked.delete(pack));
    asked.set(pack, bytes);
}

/** A piece as if it had been fetched alone. */
function piece(name) {
    const answer = cut(name);
    // Nobody waits for it any more where a piece before it did not come.
    answer.catch(() => undefined);
    return answer;
}

async function cut(name) {
    const pack = Object.keys(PACKS).find((pack) => asked.has(pack) && name in PACKS[pack]);
    if (pack === undefined) throw new Error(`no pack with ${name}`);
    const [from, length] = PACKS[pack][name];
    const bytes = new Uint8Array(await asked.get(pack), from, length);
    return new Response(bytes, { headers: { 'content-type': 'application/wasm' } });
}

/** Loads a part after asking for its packs. */
function part(packs, load) {
    return wrapAsyncCb(() => {
        packs.forEach(ask);
        return load();
    });
}

const LATEST = 'chatimjd.anew';

/**
 * A part that does not come belongs to another version than the server's, or the connection broke: the page is loaded
 * anew, but not again and again. Never returns, so that nobody goes on without the part.
 */
function anew() {
    const load = () => {
        if (Date.now() - Number(sessionStorage.getItem(LATEST)) < 60_000) return;
        sessionStorage.setItem(LATEST, String(Date.now()));
        location.reload();
    };
    if (navigator.onLine) load();
    else addEventListener('online', load, { once: true });
    return new Promise(() => undefined);
}
