export default function Page() {
  return <p>the checkout page</p>;
}
