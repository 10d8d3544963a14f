exports.handler = async (event) => {
  if (!event.url) throw new Error("the event names no url");
  return { statusCode: 200 };
};
