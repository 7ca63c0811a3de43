# Search
search-title = Search
search-title-for = Search: { $sought }
search-label = Search lessons and the glossary
search-go = Search
search-empty = Type a word or two, such as “phishing” or “data protection”. We look in every lesson of your course and in the glossary, and a slip in spelling does no harm. Quizzes are not searched.
search-shortened = That was more than we look for at once: these are results for the first words.
search-lessons-found = { $count ->
    [one] One lesson
   *[other] { $count } lessons
}
search-and = and
search-terms-found = { $count ->
    [one] one word in the glossary
   *[other] { $count } words in the glossary
}
search-mended = Nothing says “{ $typed }”, so we looked for “{ $word }”.
search-unknown = Nothing says “{ $word }”, so we left it out.
search-partly = Nothing has all of your words. These have the most of them.
search-terms-title = In the glossary
search-terms-left = The best { $shown } of { $of }. Add a word to your search to find the others.
search-lessons-title = In the lessons
search-lessons-left = The best { $shown } of { $of } lessons. Add a word to your search to find the others.
search-nation = In { $nation }:
search-none-title = Nothing found for “{ $sought }”
search-none-spelling = See whether a word is misspelt. Small slips we mend ourselves.
search-none-fewer = Try fewer words, or only the most telling one.
search-none-plain = Try a plainer word: “attack” in place of “intrusion”.
search-none-modules = Look through the modules of { $course }
