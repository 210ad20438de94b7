// Browsers start no workers for pages opened from disk. There, the search's worker runs in a hidden frame instead.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      const inner = frame.contentWindow;
      inner.document.open(); // else Firefox puts an empty page of its own in place of this one, later
      inner.document.write("<body></body>");
      inner.document.close();
      const answer = (data) => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      };
      const load = (source) =>
        new Promise((resolve, reject) => {
          const script = inner.document.createElement("script");
          script.src = source;
          script.onload = resolve;
          script.onerror = () => reject(new Error(`${source} could not be loaded.`));
          inner.document.body.append(script);
        });
      // What a worker finds in its own world: messages go to the page, and scripts load one after the other.
      inner.postMessage = answer;
      inner.importScripts = (...sources) =>
        sources.reduce((before, source) => before.then(() => load(source)), Promise.resolve());
      this.frame = frame;
      this.ready = load(address);
    }

    postMessage(data) {
      const deliver = () => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
      this.ready = this.ready.then(deliver);
    }

    terminate() {
      this.frame.remove();
    }
  };
}
