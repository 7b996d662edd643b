// The alias has no types of its own; what the tests use of Koa 2 is as in Koa 3.
declare module 'koa2' {
  import Koa from 'koa';

  export default Koa;
}
