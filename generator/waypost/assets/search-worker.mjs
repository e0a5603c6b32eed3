// The worker behind the search's panel: loads the engine, is handed the index, answers queries.

let hand;
const handed = new Promise((done) => { hand = done; });
let view;

const json = async (url) => (await fetch(url)).json();

async function start({ engine, look, written }) {
  const [search, { createView }, pages, { index, url }] = await Promise.all([
    import(engine),
    import(look),
    json(written).then(({ docs }) => docs, () => []),
    handed,
  ]);
  const data = JSON.parse(new TextDecoder().decode(index));
  const part = (name) => json(url.replace(/search(?=[^/]*$)/, `search/${name}`));
  view = createView(search, data, pages, part);
}

addEventListener("message", async ({ data }) => {
  if (data.index) hand(data);
  else if (data.query) postMessage({ query: data.query, ...(await view.answer(data.query)) });
  else {
    try {
      await start(data.start);
      postMessage({ ready: true });
    } catch (error) {
      postMessage({ failed: error.message });
    }
  }
});
