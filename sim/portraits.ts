/** Drawn portraits for made-up staff: nobody's face. Sized as a studio photo, so that posters print well. */
import sharp from 'sharp'

const looks = [
  { skin: '#f0c9a8', hair: '#2b2320', coat: '#0b5c5b', ground: '#dfe7e5', long: true },
  { skin: '#e8bd98', hair: '#1d1b1a', coat: '#23538f', ground: '#e6e3dc', long: false },
  { skin: '#f3d0b0', hair: '#3a2c24', coat: '#4b4f52', ground: '#dde4ea', long: true },
] as const

/** A portrait of 1280 × 1600 pixels as JPEG; the same number gives the same picture. */
export function portrait(n: number): Promise<Buffer> {
  const k = looks[n % looks.length] ?? looks[0]
  const hair = k.long
    ? 'M640 300c-230 0-300 180-290 380 5 120 20 260 60 360h120c-60-120-70-240-60-360 120-20 220-70 280-150 40 80 90 120 130 150 10 120 0 240-60 360h120c40-100 55-240 60-360 10-200-60-380-360-380Z'
    : 'M640 310c-210 0-280 150-270 320 60-20 90-80 110-140 120 50 260 60 390 10 20 60 20 110 50 130 10-180-60-320-280-320Z'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="1600">
<rect width="1280" height="1600" fill="${k.ground}"/>
<path d="M170 1600c20-300 190-420 470-430 280 10 450 130 470 430Z" fill="${k.coat}"/>
<path d="M540 950h200v190c-30 90-170 90-200 0Z" fill="${k.skin}"/>
<path d="M520 1150l120 160 120-160 60 30-180 260-180-260Z" fill="#ffffff"/>
<ellipse cx="640" cy="720" rx="225" ry="285" fill="${k.skin}"/>
<path d="${hair}" fill="${k.hair}"/>
<g fill="none" stroke="#3b2a20" stroke-width="14" stroke-linecap="round">
<path d="M510 640q45-35 90-8M680 632q45-27 90 8"/><path d="M575 880q65 55 130 0"/><path d="M640 710v70l-22 14"/></g>
<g fill="#2a1f1a"><circle cx="556" cy="700" r="17"/><circle cx="724" cy="700" r="17"/></g></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer()
}
