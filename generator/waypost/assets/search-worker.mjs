// The worker behind the search field: loads engine and index, answers queries.

let view;

async function start({ engine, look, data, written }) {
  const json = async (url) => (await fetch(url)).json();
  const [search, { createView }, index, pages] = await Promise.all([
    import(engine),
    import(look),
    json(data),
    json(written).then(({ docs }) => docs, () => []),
  ]);
  const part = (name) => json(data.replace(/json$/, `${name}.json`));
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
