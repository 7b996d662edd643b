import { render } from 'preact';
import { App } from './app/app.js';
import { followAddress } from './routing/navigation.js';
import { offerToken } from './session/session.js';
import { takeTokenFromAddress } from './session/token-link.js';

offerToken(takeTokenFromAddress());
// Before `followAddress`, which would take it for a place.
addEventListener('hashchange', () => offerToken(takeTokenFromAddress()));
followAddress();
render(<App />, document.querySelector('#page')!);
