window.Redoc.init("/api/schema/", {}, document.getElementById("reference"));
