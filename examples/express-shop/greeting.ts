/** What the shop prints when it is open: its address, the link to its flags, and commands to try. */
export function greeting(url: string, token: string, flags: string): string {
  const flip = process.env['REDIS_URL']
    ? 'redis-cli -u $REDIS_URL HSET feature_flags new_checkout on'
    : `curl -X POST -H 'Authorization: Bearer ${token}' ${url}/flags/api/v1/flags/new_checkout/enable`;
  return `
The shop   ${url}
Its flags  ${url}/flags/#token=${token}
           kept in ${flags}; the link signs you in

Try it: ask as carol, flip a flag on the page or from another terminal, and ask again.

  curl -H 'x-user: carol' ${url}/checkout
  ${flip}

Ctrl-C ends it.
`;
}
