import { render } from 'preact';
import { App } from './app/app.js';
import { followAddress } from './routing/navigation.js';
import { takeTokenFromAddress } from './session/token-link.js';

takeTokenFromAddress();
followAddress();
render(<App />, document.querySelector('#page')!);
