// Clients of Motcua's services, made from the .proto files while the program runs.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

// The file of `intake=HOST:PORT` lines that the launcher writes.
const endpointsFile = process.env.MOTCUA_ENDPOINTS ?? join(root, 'var', 'endpoints');

function addressOf(service) {
  const line = readFileSync(endpointsFile, 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`${service}=`));
  if (!line) throw new Error(`${endpointsFile} does not say where ${service} is`);
  return line.slice(service.length + 1);
}

// Who we are: the certificate NAME.pem beside the endpoints file.
function credentialsOf(name) {
  const pem = (file) => readFileSync(join(dirname(endpointsFile), 'certs', file));
  return grpc.credentials.createSsl(pem('ca.pem'), pem(`${name}.key`), pem(`${name}.pem`));
}

const capitalized = (word) => word[0].toUpperCase() + word.slice(1);

// connect('intake', 'portal') gives a client whose calls are promises:
//   const { dossier } = await intake.getDossier({ dossierCode });
export function connect(service, name) {
  const definition = loader.loadSync(`motcua/${service}/v1/${service}_service.proto`, {
    includeDirs: [join(root, 'protos')],
    enums: String,
    longs: Number,
    defaults: true,
  });
  const packages = grpc.loadPackageDefinition(definition);
  const Client = packages.motcua[service].v1[`${capitalized(service)}Service`];
  const client = new Client(addressOf(service), credentialsOf(name));
  return new Proxy(client, {
    get(target, method) {
      if (typeof target[method] !== 'function' || method === 'close') return target[method];
      // Streams are given back as they are.
      if (Client.service[capitalized(String(method))]?.responseStream) {
        return (request) => target[method](request);
      }
      return (request) => unary(target, method, request);
    },
  });
}

function unary(client, method, request) {
  const deadline = Date.now() + 10_000;
  return new Promise((resolve, reject) => {
    client[method](request, { deadline }, (error, answer) =>
      error ? reject(error) : resolve(answer),
    );
  });
}
