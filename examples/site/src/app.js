const shown = document.getElementById("health");
fetch("%API_URL%/health")
  .then((answer) => answer.json())
  .then((health) => { shown.value = health.status; })
  .catch(() => { shown.value = "out of reach"; });
