// The pages that there are, and who looks at them. Checks go over all of them.

/** Pages that need nobody's doing: name, path, and whose eyes see them. `world` knows the records. */
export function pages({ records: [asylum, victims, practice] }) {
  const compare = '/compare?measure=asylum-applicants&by=country&by=year&country=NL&asked=1';
  return [
    { name: 'sign-in', path: '/sign-in', who: null },
    { name: 'home', path: '/', who: 'rita' },
    { name: 'topics', path: '/topics', who: 'rita' },
    { name: 'topic', path: '/topics/trafficking-in-human-beings', who: 'rita' },
    { name: 'search', path: '/search', who: 'rita' },
    { name: 'search-found', path: '/search?q=mensenhandel', who: 'rita' },
    { name: 'search-nothing', path: '/search?q=zzzyyyxxx', who: 'rita' },
    { name: 'record-report', path: `/records/${victims}`, who: 'rita' },
    { name: 'record-asylum', path: `/records/${asylum}`, who: 'rita' },
    { name: 'record-practice', path: `/records/${practice}`, who: 'rita' },
    { name: 'record-missing', path: `/records/${missing(practice)}`, who: 'rita', status: 404 },
    { name: 'compare-begin', path: '/compare', who: 'rita' },
    { name: 'compare', path: compare, who: 'rita' },
    { name: 'compare-bars', path: `${compare}&form=bar`, who: 'rita' },
    { name: 'network', path: '/network', who: 'rita' },
    { name: 'settings', path: '/settings', who: 'rita' },
    { name: 'settings-tokens', path: '/settings/tokens', who: 'rita' },
    { name: 'settings-searches', path: '/settings/searches', who: 'rita' },
    { name: 'settings-accounts', path: '/settings/accounts', who: 'ada' },
    { name: 'settings-audit', path: '/settings/audit', who: 'ada' },
    { name: 'publish', path: '/publish', who: 'paul' },
    { name: 'approvals', path: '/approvals', who: 'anna' },
    { name: 'api-docs', path: '/api/docs', who: 'rita' },
    { name: 'not-found', path: '/no/such/page', who: 'rita', status: 404 },
    { name: 'forbidden', path: '/settings/accounts', who: 'rita', status: 403 },
  ];
}

/** The id of an entry that nobody published. */
function missing(id) {
  return `${id.slice(0, -4)}${id.slice(-4) === 'aaaa' ? 'baaa' : 'aaaa'}`;
}
