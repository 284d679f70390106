import "photoswipe/style.css";
import "./lightbox.css";
