// A file that a bundle carries as text, to Jest: a module whose default export is the text.
module.exports = {
  process: (text) => ({
    code: `module.exports = { __esModule: true, default: ${JSON.stringify(text)} };`,
  }),
};
