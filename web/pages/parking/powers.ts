/** Powers of home chargers that are offered to choose from, kW. */
export const powers = ['3.5', '7', '11', '21'] as const
