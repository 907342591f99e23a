// Stands for Node's fs in qrcode-svg, whose method that saves files is never called: see wrangler.toml.

export default {};
