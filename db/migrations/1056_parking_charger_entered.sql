-- Who entered a charger application at the desk for a home without a phone (SX-12); nobody where the home sent it itself.
ALTER TABLE parking_charger ADD COLUMN entered_by text;
