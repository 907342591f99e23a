// Stands for Node's fs in qrcode-svg, whose method that saves files is unused: see wrangler.toml.

export default {};
