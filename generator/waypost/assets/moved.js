// At an old address: goes on to the new one, keeping what follows the path.
{
  const to = new URL(document.querySelector("main a").href);
  to.search ||= location.search;
  to.hash ||= location.hash;
  location.replace(to);
}
