/* The words that Streamlit writes itself, in French, and the marks that assistive technologies need and that it leaves out.
   Exact words only, and never inside what the pages write: a verbatim that reads « Search » stays as it is. */
"use strict";
(() => {
  const WORDS = {
    // everywhere
    "Skip to main content": "Aller au contenu", "Fullscreen": "Plein écran", "Close fullscreen": "Quitter le plein écran",
    "Close": "Fermer", "Cancel": "Annuler", "Copy": "Copier", "Copy to clipboard": "Copier", "Download failed": "Téléchargement impossible",
    "Network error": "Le serveur ne répond pas", "Try again": "Réessayer", "Loading...": "Chargement…", "Dismiss": "Fermer",
    "Link to heading": "Lien vers ce titre", "Page not found": "Page introuvable", "Notifications": "Notifications",
    // state of the connection and of the run
    "Running...": "Calcul en cours…", "Running": "Calcul en cours", "Stop": "Arrêter", "CONNECTING": "Connexion…", "Connecting": "Connexion…",
    "Connection error": "Connexion perdue", "Connection timed out.": "Le serveur ne répond pas.", 
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "Le tableau de bord est arrêté. Relancez-le dans votre terminal :",
    "streamlit run yourscript.py": "make run",
    "Streamlit server is not responding. Are you connected to the internet?": "Le tableau de bord ne répond pas. Vérifiez votre connexion, puis rechargez la page.",
    "Connection lost. Please wait for the app to reconnect, then try again.": "Connexion perdue. Patientez jusqu'à la reconnexion, puis réessayez.",
    "Reconnected to server.": "Connexion rétablie.", "Please wait...": "Patientez…", "Script execution error": "Erreur",
    // menu
    "Main menu": "Menu principal", "Rerun": "Actualiser", "Print": "Imprimer", "Settings": "Réglages", "Theme": "Apparence",
    "App pages": "Pages", "Sidebar": "Menu latéral", "Collapse sidebar": "Fermer le menu", "Expand sidebar": "Ouvrir le menu",
    "View more": "Afficher plus", "View less": "Afficher moins", "Navigate to home page": "Flash 360, aller à l'accueil", "file upload": "Fichier à importer", "Toolbar action": "Action", "Logo": "Flash 360", "more": "de plus",
    // files
    "Upload": "Choisir un fichier", "Add files": "Choisir un autre fichier", "Browse files": "Choisir un fichier",
    "Drag and drop a file here": "Glissez un fichier ici", "Drag and drop file here": "Glissez un fichier ici",
    "Drag and drop files here": "Glissez des fichiers ici", "Click to retry upload": "Réessayer l'envoi", "Upload failed": "Envoi impossible",
    "Only one file is allowed.": "Un seul fichier à la fois.", "Unexpected error. Please try again.": "Erreur inattendue. Réessayez.",
    "Error uploading file": "Envoi impossible",
    // choices
    "Choose an option": "Choisir", "Choose options": "Choisir", "No results": "Aucun résultat", "No options to select": "Aucun choix",
    "No options to select.": "Aucun choix", "Select...": "Choisir…", "Select all": "Tout choisir", "Selected values": "Valeurs choisies",
    "Clear value": "Effacer", "Clear all": "Tout effacer", "Clear entry": "Effacer", "Open": "Ouvrir", "Selectbox options": "Choix possibles",
    "Type to search": "Chercher", "Invalid input.": "Saisie non valide.", "Increment": "Augmenter", "Decrement": "Diminuer",
    "Press Enter to apply": "Entrée pour appliquer", "Show password": "Afficher", "Hide password": "Masquer",
    // dates
    "Choose date": "Choisir une date", "Choose date range": "Choisir une période", "Clear date": "Effacer la date", "Clear dates": "Effacer les dates",
    "Date range": "Période", "Next month": "Mois suivant", "Previous month": "Mois précédent", "Quick select a date range": "Période courante",
    "Past Week": "7 derniers jours", "Past Month": "Dernier mois", "Past 3 Months": "3 derniers mois", "Past 6 Months": "6 derniers mois",
    "Past Year": "Dernière année", "Past 2 Years": "2 dernières années", "None": "Aucune",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "Flèches pour changer de date, Entrée pour choisir, Échap pour fermer.",
    // charts and grids
    "Show data": "Voir les données", "Show chart": "Voir le graphique", "Download as PNG": "Télécharger l'image", "Download as CSV": "Télécharger en CSV",
    "Copy Vega-Lite spec": "Copier la description du graphique", "Search": "Chercher", "Close Search": "Fermer la recherche",
    "Next Result": "Résultat suivant", "Previous Result": "Résultat précédent", "Show/hide columns": "Choisir les colonnes",
    "Clear selection": "Annuler la sélection", "Dataframe column menu": "Menu de la colonne", "Sort ascending": "Tri croissant",
    "Sort descending": "Tri décroissant", "Autosize": "Ajuster la largeur", "Pin column": "Fixer la colonne", "Unpin column": "Libérer la colonne",
    "Hide column": "Masquer la colonne", "Copy column name": "Copier le titre", "Format": "Format", "Statistics": "Statistiques", "Count": "Nombre",
    "Empty": "Vides", "Distinct": "Distinctes", "Minimum": "Minimum", "Maximum": "Maximum", "Average": "Moyenne", "Median": "Médiane",
    "Sum": "Somme", "Standard deviation": "Écart type", "Range": "Étendue", "Values": "Valeurs", "No data": "Aucune donnée",
    "Based on sample": "Sur un échantillon", "Automatic": "Automatique", "Localized": "Français", "Plain": "Simple", "Compact": "Compact",
    "Dollar": "Dollar", "Euro": "Euro", "Yen": "Yen", "Percent": "Pourcentage", "Scientific": "Scientifique", "Accounting": "Comptable",
    "Distance": "Temps écoulé", "Calendar": "Calendrier", "Duration": "Durée", "Scrollable table": "Tableau à faire défiler",
    "Next page": "Page suivante", "Previous page": "Page précédente", "Pagination": "Pages", "empty": "vide",
    "group mark container": "groupe", "visualization": "graphique",
  };
  const PATTERNS = [
    [/^([\d.,]+)\s?MB per file(.*)$/, "$1\u00a0Mo par fichier$2"],
    [/^([\d.,]+)\s?KB per file(.*)$/, "$1\u00a0Ko par fichier$2"],
    [/^File is larger than ([\d.,]+)\s?MB$/, "Le fichier dépasse $1\u00a0Mo"],
    [/^File must be ([\d.,]+)\s?MB or smaller\.?$/, "Le fichier dépasse $1\u00a0Mo"],
    [/^(.*) files are not allowed\.$/, "Les fichiers de ce type ne sont pas acceptés ($1)."],
    [/^([\d.,]+)\s?MB$/, "$1\u00a0Mo"], [/^([\d.,]+)\s?KB$/, "$1\u00a0Ko"], [/^([\d.,]+)\s?B$/, "$1\u00a0o"],
    [/^Remove (.+)$/, "Retirer $1"], [/^Add: (.+)$/, "Ajouter : $1"], [/^(\d+) more$/, "$1 de plus"], [/^View (\d+) more$/, "Afficher $1 de plus"],
    [/^(\d+) results?$/, "$1 résultats"], [/^Page (\d+)$/, "Page $1"], [/^(\d+) of (\d+) results?$/, "$1 sur $2"],
    [/^Select (\d+) matches$/, "Choisir les $1 réponses"], [/^Shortcut (.+)$/, "Raccourci $1"],
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
  const OURS = "[data-testid=stMarkdownContainer], [data-testid=stHtml], [data-testid=stText], [role=option], [role=gridcell], input, textarea, code, script, style";
  const THEIRS = "[data-testid=stFileUploaderDropzone], [role=dialog] code";

  const french = (english) => {
    const words = english.trim();
    if (words === "") return null;
    if (Object.hasOwn(WORDS, words)) return WORDS[words];
    const colon = words.indexOf(": ");  // « Fullscreen: sentence of the chart »
    if (colon > 0 && Object.hasOwn(WORDS, words.slice(0, colon))) return `${WORDS[words.slice(0, colon)]} : ${words.slice(colon + 2)}`;
    for (const [pattern, replacement] of PATTERNS) if (pattern.test(words)) return words.replace(pattern, replacement);
    return null;
  };

  const translateText = (node) => {
    const parent = node.parentElement;
    if (!parent || (parent.closest(OURS) && !parent.closest(THEIRS))) return;
    const words = french(node.data);
    if (words !== null && words !== node.data) node.data = words;
  };

  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const english = element.getAttribute(name);
      if (!english) continue;
      const words = french(english);
      if (words !== null && words !== english) element.setAttribute(name, words);
    }
  };

  const landmark = (selector, role, label) => {
    for (const element of document.querySelectorAll(selector)) {
      if (element.getAttribute("role") !== role) element.setAttribute("role", role);
      if (label && element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label);
    }
  };

  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { translateText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node); else translateAttributes(node);
    }
  };

  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") translateText(change.target);
      else if (change.type === "attributes") translateAttributes(change.target);
      else for (const node of change.addedNodes) translate(node);
    }
    landmark("[data-testid=stMain]", "main");
    landmark("[data-testid=stHeader]", "banner");
  });

  const start = () => {
    document.documentElement.lang = "fr";
    translate(document.body);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  };
  if (document.body) start(); else document.addEventListener("DOMContentLoaded", start);
})();
