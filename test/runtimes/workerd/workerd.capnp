using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "shop", worker = .shop)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "shop")]
);

const shop :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "build/worker.mjs")],
  compatibilityDate = "2025-11-01",
  compatibilityFlags = ["nodejs_compat"]
);
