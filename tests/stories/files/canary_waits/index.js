exports.handler = async () => new Promise((done) => setTimeout(done, 1000, "all is well"));
