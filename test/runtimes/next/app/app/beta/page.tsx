export default function Page() {
  return <p>the beta page</p>;
}
