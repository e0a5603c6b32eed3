// The worker behind the search field: loads engine and index, answers queries.

let view;

async function start({ engine, look, data, written }) {
  const json = async (url) => (await fetch(url)).json();
  // The pages know a name that stays; the data's own name changes with its content.
  const named = fetch(data, { cache: "no-cache" }).then((found) => found.json());
  const place = named.then((found) => new URL(found.data, data).href);
  const [search, { createView }, index, pages] = await Promise.all([
    import(engine),
    import(look),
    place.then(json),
    json(written).then(({ docs }) => docs, () => []),
  ]);
  const part = async (name) => json((await place).replace(/search(?=[^/]*$)/, `search/${name}`));
  view = createView(search, index, pages, part);
}

addEventListener("message", async ({ data }) => {
  if (data.start) {
    try {
      await start(data.start);
      postMessage({ ready: true });
    } catch (error) {
      postMessage({ failed: error.message });
    }
  } else if (view) postMessage({ query: data.query, ...(await view.answer(data.query)) });
});
