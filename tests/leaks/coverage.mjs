// Which places are due: every field of the schema that can hold a word must have held a restricted
// one, and partners must have read it.

// No page shows these, to anybody: names of files whose pages have another URL, what only sorts,
// links or is shown by another key.
const NEVER = [
  /^(fiche action|compte-rendu)\.fichier$/, /^axe\.dossier$/, /^dossier$/, /^contrat\.(priority|commune|sector)\.(id|code)$/,
  /^texte\.image\.titre$/, /^actualite\.themes$/, /\.indicateurs\.id$/, /^accueil\.documents\./
]

// Shown in some states only: for a status, beside a value that is known, a place where something is.
const SOMETIMES = [/^(contrat\.district|commune|secteur|quartier)\./, /\.motif_statut$/, /\.indicateurs\.(source|responsable|depart\.note|valeurs\.note)$/]

export const isNever = where => NEVER.some(pattern => pattern.test(where))
export const isRequired = where => !isNever(where) && !SOMETIMES.some(pattern => pattern.test(where))

const VISIBILITY = 4
const WORDS = ['text', 'prose', 'texts', 'url']

// Paths of the fields that hold words, below a schema.
function pathsOf (schema, where) {
  return schema.fields.flatMap(field => {
    const path = `${where}.${field.key}`
    if (field.nested) return pathsOf(field.nested, path)
    if (field.type === 'file') return [`${path}#nom`, `${path}#octets`]
    return WORDS.includes(field.type) && !field.choices ? [path] : []
  })
}

const hasVisibility = schema => schema.fields.some(({ flags }) => flags & VISIBILITY)

// What may be restricted in a schema: all of it, or the lists whose entries say so. Organisations
// and terms are hidden by what uses them, minutes' instances never.
function restrictable (schema) {
  const { name, fields } = schema
  if (name === 'instance' || name === 'figure') return []
  if (hasVisibility(schema) || ['organisme', 'glossaire'].includes(name)) return pathsOf(schema, name)
  return fields.filter(({ nested }) => nested && hasVisibility(nested)).flatMap(({ key, nested }) => pathsOf(nested, `${name}.${key}`))
}

export function checkCoverage (schemas, places) {
  const due = [...schemas.values()].flatMap(restrictable)
  return due.flatMap(where => {
    const [, restricted, seen] = places.get(where) ?? [0, 0, 0]
    if (!restricted) return [`${where} : aucun mot réservé n'y a été écrit`]
    return !seen && !isNever(where) ? [`${where} : les partenaires ne l'ont jamais lu`] : []
  })
}
