// The alias has no types of its own; what the tests use of Express 4 is as in Express 5.
declare module 'express4' {
  import express from 'express';

  export default express;
}
