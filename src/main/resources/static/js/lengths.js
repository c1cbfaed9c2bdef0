/*
 * A browser's maxlength counts a rare character or an emoji as two. So a field may hold twice as much, and what is too long in
 * characters, as the server counts them, is said before it is sent.
 */
for (const field of document.querySelectorAll('[maxlength]')) {
  const most = field.maxLength;
  field.maxLength = 2 * most;
  field.addEventListener('input', () =>
    field.setCustomValidity([...field.value.trim()].length > most ? `最多 ${most} 个字。` : ''));
}
