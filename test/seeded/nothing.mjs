/** In the place of the Postgres that most tests of controls do without. */
export default () => undefined;
