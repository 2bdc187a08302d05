import "../../styles/fonts.css";
import { render } from "preact";

const board = document.getElementById("board");
if (board) render(<main>SafetyCell</main>, board);
