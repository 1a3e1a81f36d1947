/** Whether an id of an end user tells who that is, in a way that the provider refuses. */
export const isPrivate = (endUser: string): boolean => email.test(endUser) || telephone.test(endUser);

const email = /[^\s@]+@[^\s@]+\.[^\s@]+/;
const telephone = /^\+?[\d\s().-]{7,}$/;
