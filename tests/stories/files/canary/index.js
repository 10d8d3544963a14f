exports.handler = async () => "all is well";
