// Only comfort: every page does its work without this file.
const find = (selector, from = document) => [...from.querySelectorAll(selector)]

// Five minutes before the session ends, offer to stay. A page opened in any tab counts as being here.
const minutes = Number(document.body.dataset.idleMinutes)
for (const idle of minutes ? find('.idle') : []) {
  const text = idle.querySelector('p')
  const warning = text.textContent
  const here = () => {
    localStorage.here = Date.now()
  }
  const look = () => {
    const left = minutes - (Date.now() - localStorage.here) / 60000
    const words = left > 0 ? warning : idle.dataset.ended
    if (text.textContent !== words) text.textContent = words
    idle.hidden = left > 5
  }
  idle.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch('/account/alive', { redirect: 'manual', cache: 'no-store' }).catch(() => {})
    if (answer?.ok) here()
    look()
  })
  here()
  look()
  setInterval(look, 10000)
}

// One press at a time (the server takes a form once in any case), and a warning before typed words are left behind.
const unsaved = new Set(find('form[data-guard="unsaved"]'))
const release = () => {
  for (const button of find('[data-pressed]')) {
    button.removeAttribute('aria-disabled')
    delete button.dataset.pressed
  }
}
addEventListener('submit', (event) => {
  const button = event.submitter
  if (event.defaultPrevented) return
  if (button?.dataset.pressed) return event.preventDefault()
  unsaved.delete(event.target)
  button?.setAttribute('aria-disabled', 'true')
  if (button) button.dataset.pressed = 'yes'
  setTimeout(release, 20000)
})
addEventListener('pageshow', release)
addEventListener('input', ({ target }) => {
  if (target.form?.matches('[data-guard]')) unsaved.add(target.form)
})
addEventListener('beforeunload', (event) => {
  if (!unsaved.size) return
  event.preventDefault()
  event.returnValue = ''
})

// <div data-filter-list="id" hidden>: its box filters the <li> below that id, without tone marks.
const plain = (text) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
for (const box of find('[data-filter-list]')) {
  const list = document.getElementById(box.dataset.filterList)
  const rows = find('li', list)
  const texts = rows.map((row) => plain(row.textContent))
  box.hidden = false
  box.addEventListener('input', ({ target }) => {
    const words = plain(target.value).split(/\s+/).filter(Boolean)
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at].includes(word))
    })
    for (const group of find('details', list)) {
      group.hidden = !find('li:not([hidden])', group).length
      group.open = words.length > 0
    }
    const shown = rows.filter((row) => !row.hidden).length
    box.querySelector('[role="status"]').textContent = words.length ? `Hiện ${shown} trong ${rows.length} tài khoản.` : ''
  })
}
