/* The windows of one briefing in one browser tell each other where it stands; a window that comes later asks. */
export function joined(name, follow, state) {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => {
    if (data.kind === "state") follow(data.state, data.from);
    else if (data.kind === "ask") channel.postMessage({ kind: "state", state: state(), from: "answer" });
  };
  channel.postMessage({ kind: "ask" });
  return {
    tell: (state) => channel.postMessage({ kind: "state", state, from: "told" }),
    ask: () => channel.postMessage({ kind: "ask" }),
    close: () => channel.close(),
  };
}
