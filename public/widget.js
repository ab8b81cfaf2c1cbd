// CHATIMJD: <script async src="https://HOST/widget.js"></script> draws a button. No cookie, no storage, no request before use.
// Options: data-position, data-accent (#rrggbb), data-locale, data-theme, data-greeting, data-open.
(() => {
  const script = document.currentScript;
  const early = window.CHATIMJD;
  if (!script || early?.destroy) return; // the first copy on a page stays
  const { origin: base } = new URL(script.src);
  // The server writes the owner's choices into {}; the line's own win.
  const { position, accent, theme, greeting, open: atOnce } = { ...{}, ...script.dataset };
  const { documentElement } = document;
  let { locale } = script.dataset;
  let frame, isOpen, isReady, who, told;
  let unread = 0;
  const edge = position || (getComputedStyle(documentElement).direction === 'rtl' ? 'left' : 'right');

  // White stands out on any accent of this lightness by 4.5:1.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset:auto!important;--a:#0b6651;--top:0px;--high:100dvh}
div{--b:oklch(from var(--a) min(l,.5) c h)}
button{all:unset;position:fixed;z-index:1;bottom:24px;${edge}:24px;width:56px;height:56px;border-radius:50%;background:var(--b);color:#fff;cursor:pointer;-webkit-tap-highlight-color:transparent;box-shadow:0 2px 6px oklch(.25 .02 168/.16),0 12px 28px -8px oklch(.25 .04 168/.38);transition:.12s}
button:hover{filter:brightness(.9)}button:active{scale:.96}
button:focus-visible{outline:2px solid var(--b);outline-offset:2px;box-shadow:0 0 0 2px #fff}
svg{position:absolute;inset:15px;fill:currentColor;transition:.16s}
svg+svg{fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;opacity:0;rotate:-45deg}
.open svg{opacity:0}.open svg+svg{opacity:1;rotate:0deg}
b{position:absolute;top:-3px;right:-3px;min-width:10px;padding:0 5px;border-radius:10px;background:#c12e2b;font:600 12px/20px system-ui;text-align:center;box-shadow:0 0 0 2px #fff}
b:empty{display:none}
iframe{position:fixed;${edge}:24px;bottom:92px;width:400px;height:min(684px,100vh - 116px);border:0;border-radius:14px;background:Canvas;color-scheme:light dark;box-shadow:0 0 0 1px oklch(.25 .02 168/.1),0 2px 6px oklch(.25 .02 168/.08),0 28px 64px -12px oklch(.25 .03 168/.34);visibility:hidden;opacity:0;translate:0 8px;transition:.12s}
.open iframe{visibility:visible;opacity:1;translate:0;transition:.2s cubic-bezier(.2,.8,.2,1)}
@media(max-width:480px),(max-height:560px){button{bottom:16px;${edge}:16px}.open.ready button{visibility:hidden}iframe{inset:var(--top) 0 auto;width:100%;height:var(--high);border-radius:0}}
@media(prefers-reduced-motion){*{transition:none!important}}
@media(forced-colors:active){button,iframe{border:1px solid}}
@media print{div{display:none}}`);
  const own = sheet.cssRules[0].style;
  if (accent) own.setProperty('--a', accent);

  const make = (name, parent, attributes) => {
    const element = document.createElementNS(`http://www.w3.org/${name === 'svg' || name === 'path' ? '2000/svg' : '1999/xhtml'}`, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    parent.append(element);
    return element;
  };
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [sheet];
  const box = make('div', root);
  const button = make('button', box);
  for (const d of [
    'M12 3.6a1.7 1.7 0 0 1 1 3v1a6.9 6.9 0 0 1 5.9 6.9H5.1A6.9 6.9 0 0 1 11 7.7v-1a1.7 1.7 0 0 1 1-3.1zM4.3 16h15.4a1.1 1.1 0 0 1 1 1v.8a1.1 1.1 0 0 1-1 1H9.8L7 21v-2.2H4.3a1.1 1.1 0 0 1-1-1V17a1.1 1.1 0 0 1 1-1z',
    'm6 6 12 12M18 6 6 18',
  ])
    make('path', make('svg', button, { viewBox: '0 0 24 24' }), { d });
  const badge = make('b', button);

  const handlers = {};
  const emit = (name, detail) => handlers[name]?.forEach((handler) => handler(detail));
  const ending = new AbortController();
  const on = (target, names, handler) => names.split(' ').forEach((name) => target?.addEventListener(name, handler, ending));

  const label = () => {
    const language = (locale || documentElement.lang || navigator.language).slice(0, 2);
    const word = { ar: 'محادثة', hi: 'चैट', id: 'Obrolan', ur: 'چیٹ', zh: '对话' }[language] || 'Chat';
    button.ariaLabel = unread ? `${word} (${unread})` : word;
    button.ariaExpanded = !!isOpen;
    badge.textContent = unread || '';
  };
  const tell = (type, more) => isReady && frame.contentWindow.postMessage({ chatimjd: 1, type, ...more }, base);
  const utm = {};
  for (const [name, value] of new URLSearchParams(location.search)) if (name.startsWith('utm_')) utm[name.slice(4)] = value;
  const tellPage = () => {
    const { title, referrer } = document;
    tell('page', { page: { url: location.href, title, referrer, utm, ...told } });
  };
  const load = () => {
    if (frame) return;
    const query = new URLSearchParams({ origin: location.origin });
    for (const [name, value] of Object.entries({ locale, theme, accent })) if (value) query.set(name, value);
    frame = make('iframe', box, {
      title: 'Chat',
      // Copying an answer and downloading the chat are the visitor's own deeds.
      sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
      allow: 'clipboard-write',
      referrerpolicy: 'strict-origin',
      src: `${base}/widget?${query}`,
    });
  };
  const unload = () => {
    frame?.remove();
    frame = isReady = 0;
    box.classList.remove('ready');
  };
  const show = (open, focus) => {
    if (open === !!isOpen) return;
    isOpen = open;
    if (open) load(), (unread = 0);
    else if (!isReady) unload(); // it did not come: the next click tries again
    box.classList.toggle('open', open);
    label();
    tellPage();
    const name = open ? 'open' : 'close';
    tell(name);
    if (focus) (open ? frame : button).focus({ preventScroll: true });
    emit(name);
  };

  const api = {
    open: () => show(true, 1),
    close: () => show(false, 1),
    toggle: () => show(!isOpen, 1),
    // ready, open, close, message, unread (a number)
    on: (name, handler) => void (handlers[name] ||= []).push(handler),
    identify: (person) => tell('identify', { who: (who = { ...person }) }),
    setPage: (page) => tellPage((told = { ...page })),
    setLocale: (tag) => {
      locale = tag;
      label();
      if (frame) unload(), isOpen && load();
    },
    destroy: () => {
      ending.abort();
      host.remove();
      delete window.CHATIMJD;
    },
    // Works before and after loading: (window.CHATIMJD ||= []).push(['open'])
    push: (...calls) => calls.forEach(([name, ...rest]) => api[name]?.(...rest)),
  };

  on(window, 'message', ({ data, origin, source }) => {
    if (!frame || source !== frame.contentWindow || origin !== base || data?.chatimjd !== 1) return;
    const { type, count } = data;
    if (type === 'close') show(false, 1);
    if (type === 'message') emit(type);
    if (type === 'unread' && !isOpen) {
      emit(type, (unread = +count));
      label();
    }
    if (type === 'ready') {
      isReady = 1;
      box.classList.add('ready');
      tellPage();
      if (greeting) tell('greeting', { text: greeting });
      if (who) api.identify(who);
      if (isOpen) tell('open');
      emit(type);
    }
  });
  on(button, 'pointerenter focus touchstart', load);
  on(button, 'click', api.toggle);
  on(button, 'keydown', ({ key }) => key === 'Escape' && api.close());
  // Single-page sites change the address without a load.
  on(window, 'popstate hashchange', tellPage);
  on(window.navigation, 'navigatesuccess', tellPage);
  // The sheet of a phone ends where its keyboard begins.
  const { visualViewport } = window;
  on(visualViewport, 'resize scroll', () => {
    own.setProperty('--high', visualViewport.height + 'px');
    own.setProperty('--top', visualViewport.offsetTop + 'px');
  });

  label();
  documentElement.append(host); // beside the body, which single-page sites replace
  window.CHATIMJD = api;
  api.push(...(early || []));
  if (atOnce === '' || atOnce === 'true') show(true);
})();
