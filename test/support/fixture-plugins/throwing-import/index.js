throw new Error('Not on this machine.');
