/** What files and exports call the closed lists of this room. */
export const tieLabels = {
  owner: { zh: '业主', en: 'Owner' },
  resident: { zh: '住户', en: 'Resident' },
  lessee: { zh: '租客', en: 'Lessee' },
}

export const relationLabels = {
  self: { zh: '本人', en: 'Self', also: ['户主', '业主本人'] },
  spouse: { zh: '配偶', en: 'Spouse', also: ['丈夫', '妻子', '夫妻', '爱人'] },
  child: { zh: '子女', en: 'Child', also: ['儿子', '女儿', '孩子'] },
  parent: { zh: '父母', en: 'Parent', also: ['父亲', '母亲', '公婆', '岳父母'] },
  relative: { zh: '其他亲属', en: 'Relative', also: ['亲属', '兄弟', '姐妹', '祖父母', '孙子女'] },
  carer: { zh: '保姆·护工', en: 'Carer', also: ['保姆', '护工'] },
  flatmate: { zh: '合租人', en: 'Flatmate', also: ['合租', '同住人'] },
  employee: { zh: '员工', en: 'Employee', also: ['职工'] },
  other: { zh: '其他', en: 'Other' },
}

export const vehicleLabels = {
  car: { zh: '小型车', en: 'Car', also: ['小车', '轿车', '小汽车', '小型汽车', '汽车'] },
  motorcycle: { zh: '摩托车', en: 'Motorcycle', also: ['摩托'] },
  truck: { zh: '货车', en: 'Truck', also: ['大型车', '大车'] },
  other: { zh: '其他', en: 'Other' },
}
